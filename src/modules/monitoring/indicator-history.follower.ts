import { Injectable } from '@nestjs/common';
import { recordHistory } from '../goal/index.js';
import { DEVIATION_VIEW } from './progress.store.js';
import {
  type Execute,
  type ProgressFollower,
  ProgressFollowers,
  type RecomputedProgress,
} from './progress-followers.js';

/** What stands at the year's end becomes the history that targets of later years are compared with. */
@Injectable()
export class IndicatorHistoryFollower implements ProgressFollower {
  readonly name = 'indicator-history';

  constructor(followers: ProgressFollowers) {
    followers.register(this);
  }

  async follow(
    execute: Execute,
    { fiscalYear, month, projects }: RecomputedProgress,
  ): Promise<Readonly<Record<string, number>>> {
    if (month !== 12) return {};
    return { history: await execute(recordHistory({ view: DEVIATION_VIEW, fiscalYear, projects })) };
  }
}
