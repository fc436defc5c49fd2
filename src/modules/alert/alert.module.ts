import { Module } from '@nestjs/common';
import { MonitoringModule } from '../monitoring/index.js';
import { AlertController } from './alert.controller.js';
import { AlertFollower } from './alert.follower.js';
import { AlertListener } from './alert.listener.js';
import { AlertReader } from './alert.reader.js';
import { AlertService } from './alert.service.js';
import { ReportDutyListener } from './report-duty.listener.js';
import { ReportDutyProcessor } from './report-duty.processor.js';

@Module({
  imports: [MonitoringModule],
  controllers: [AlertController],
  providers: [AlertService, AlertReader, AlertFollower, AlertListener, ReportDutyProcessor, ReportDutyListener],
})
export class AlertModule {}
