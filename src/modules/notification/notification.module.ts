import { Module } from '@nestjs/common';
import { CalendarEndProcessor } from './calendar-end.processor.js';
import { NotificationController } from './notification.controller.js';
import { NotificationService } from './notification.service.js';
import { ReminderProcessor } from './reminder.processor.js';

@Module({
  controllers: [NotificationController],
  providers: [NotificationService, ReminderProcessor, CalendarEndProcessor],
})
export class NotificationModule {}
