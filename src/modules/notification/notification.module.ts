import { Module } from '@nestjs/common';
import { CalendarEndJob } from './calendar-end.job.js';
import { NotificationController } from './notification.controller.js';
import { NotificationJobs } from './notification.jobs.js';
import { NotificationService } from './notification.service.js';

@Module({ controllers: [NotificationController], providers: [NotificationService, NotificationJobs, CalendarEndJob] })
export class NotificationModule {}
