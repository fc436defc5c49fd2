import { Module } from '@nestjs/common';
import { CalendarController } from './calendar.controller.js';
import { CalendarReadiness } from './calendar.readiness.js';
import { CalendarService } from './calendar.service.js';
import { DistrictController } from './district.controller.js';
import { DistrictService } from './district.service.js';
import { DutyController } from './duty.controller.js';
import { DutyService } from './duty.service.js';
import { UnitController } from './unit.controller.js';
import { UnitReader } from './unit.reader.js';
import { UnitService } from './unit.service.js';

@Module({
  controllers: [DistrictController, UnitController, DutyController, CalendarController],
  providers: [DistrictService, UnitService, UnitReader, DutyService, CalendarService, CalendarReadiness],
})
export class OrganizationModule {}
