import { Module } from '@nestjs/common';
import { OverviewController } from './overview.controller.js';
import { OverviewProcessor } from './overview.processor.js';
import { OverviewReader } from './overview.reader.js';
import { OverviewPageController } from './overview-page.controller.js';
import { OverviewStream } from './overview-stream.js';

@Module({
  controllers: [OverviewController, OverviewPageController],
  providers: [OverviewReader, OverviewProcessor, OverviewStream],
})
export class OverviewModule {}
