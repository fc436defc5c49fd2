import { Injectable } from '@nestjs/common';
import { lastDayOfMonth } from '../../kernel/working-days.js';
import { subscribersOf } from '../../platform/events/subscriptions.js';
import {
  type Execute,
  type ProgressFollower,
  ProgressFollowers,
  type RecomputedProgress,
} from '../monitoring/index.js';
import { findDaysAround } from '../organization/index.js';
import { evaluateAlerts } from './alert.statement.js';
import { isClosed, isLastClosed } from './domain/alert-month.js';

/** No report may come so late that more days than these had to be counted. */
const REACH_DAYS = 45;

/** After each recomputation, in its transaction: what the figures of a closed month mean for the alerts. */
@Injectable()
export class AlertFollower implements ProgressFollower {
  readonly name = 'alert';

  constructor(followers: ProgressFollowers) {
    followers.register(this);
  }

  async follow(execute: Execute, progress: RecomputedProgress): Promise<Readonly<Record<string, number>>> {
    const { fiscalYear, month, today, projects } = progress;
    if (!isClosed(progress, today)) return {};
    const end = lastDayOfMonth(fiscalYear, month);
    const days = await execute(findDaysAround(end, REACH_DAYS));
    const workingDaysSince = days.filter(({ day, isWorking }) => isWorking && day > end && day < today).length;
    const subscribers = { raised: namesOf('alert.raised'), resolved: namesOf('alert.resolved') };
    const raises = isLastClosed(progress, today);
    return execute(evaluateAlerts({ fiscalYear, month, raises, workingDaysSince, subscribers }, projects));
  }
}

const namesOf = (event: string): readonly string[] => subscribersOf(event).map(({ name }) => name);
