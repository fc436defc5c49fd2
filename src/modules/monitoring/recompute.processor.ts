import { Injectable } from '@nestjs/common';
import { Bulk } from '../../platform/database/bulk.js';
import { type OperationKind, OperationRunner } from '../../platform/operations/operation-runner.js';
import type { Operation } from '../../platform/operations/operations.store.js';
import { Jobs } from '../../platform/queue/jobs.js';
import { findDistrictSettings } from '../organization/index.js';
import {
  type MonitoringPoint,
  recomputeDeviationRange,
  recomputeListedDeviations,
  STREAMING_SETTINGS,
} from './deviation.statement.js';
import { asOfDay, latestMonth, type MonitoringClock, monthsToRecompute } from './domain/monitoring-calendar.js';
import { chooseRuleSet } from './domain/rule-set-choice.js';
import { findPublishedRuleSets, type PublishedRuleSet, RULE_SET_SETTING } from './monitoring-rule-set.store.js';
import { recomputeListedProgress, recomputeProgressRange } from './progress.statement.js';
import { type Execute, ProgressFollowers } from './progress-followers.js';
import {
  analyzeMonitoring,
  claimIndicatorMarks,
  claimProjectMarks,
  type DirtyRow,
  findMonitoredYears,
  type IdRange,
  indicatorRanges,
  projectRanges,
  readClock,
  takeRecomputeLock,
  tryRecomputeLock,
} from './recompute.store.js';

export const RECOMPUTE_OPERATION = 'monitoring.recompute';
const DIRTY_MS = 1000;
/** Every hour: a new month's rows appear soon after midnight, and what has not changed is not written. */
const ALL_MS = 3_600_000;
const BATCH = 2000;
const MAX_BATCHES = 50;
const RANGE = 50_000;
/** Rows that have changed since the planner last looked. */
const MANY = 10_000;

type Counts = Record<string, number>;
/** Told after each stretch; false: stop. */
type Progress = (done: number, total: number, stage: string) => Promise<boolean>;
interface RuleGroup {
  readonly ruleSet: PublishedRuleSet;
  readonly districtIds: readonly string[];
}

/** What a full run is about; months null: all that have begun; districts null: all. */
export interface RecomputeScope {
  readonly fiscalYear: number;
  readonly months: readonly number[] | null;
  readonly districtIds: readonly string[] | null;
}

/** The bulk store's hand: claims marks or walks ranges, and lets the statements do the mathematics. */
@Injectable()
export class RecomputeProcessor implements OperationKind {
  readonly kind = RECOMPUTE_OPERATION;

  constructor(
    private readonly bulk: Bulk,
    private readonly followers: ProgressFollowers,
    jobs: Jobs,
    operations: OperationRunner,
  ) {
    jobs.schedule({ name: 'monitoring.recompute-dirty', everyMs: DIRTY_MS, run: () => this.recomputeDirty() });
    jobs.schedule({ name: 'monitoring.recompute-all', everyMs: ALL_MS, run: () => this.recomputeCurrent() });
    operations.register(this);
  }

  /** Batch by batch until no mark is left. */
  async recomputeDirty(): Promise<Counts> {
    const counts: Counts = { indicators: 0, projects: 0, changed: 0 };
    for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
      const done = await this.bulk.run((execute) => this.recomputeBatch(execute));
      add(counts, done);
      if (!done['indicators'] && !done['projects']) break;
    }
    return counts;
  }

  /** The month that runs and the one before it, whose last day the previous run may have missed. */
  async recomputeCurrent(): Promise<Counts> {
    const counts: Counts = { changed: 0 };
    const { clock, years } = await this.bulk.run(async (execute) => ({
      clock: await execute(readClock()),
      years: await execute(findMonitoredYears()),
    }));
    for (const fiscalYear of years) {
      const latest = latestMonth(fiscalYear, clock);
      const months = [latest - 1, latest].filter((month) => month >= 1);
      add(counts, await this.recomputeAll({ fiscalYear, months, districtIds: null }, async () => true));
    }
    return counts;
  }

  async run(
    { params }: Operation,
    progress: (done: number, total: number | null, stage: string) => Promise<boolean>,
  ): Promise<{ result: object; resultUrl: string }> {
    const scope = params as unknown as RecomputeScope;
    const result = await this.recomputeAll(scope, progress);
    return { result, resultUrl: `/api/v1/progress?fiscalYear=${scope.fiscalYear}` };
  }

  /** Stretch by stretch, each in a transaction of its own: indicators, then projects, then what follows from them. */
  private async recomputeAll(scope: RecomputeScope, progress: Progress): Promise<Counts> {
    const { clock, groups, indicators, projects } = await this.survey(scope);
    const latest = latestMonth(scope.fiscalYear, clock);
    const months = (scope.months ?? Array.from({ length: latest }, (_, at) => at + 1)).filter((m) => m <= latest);
    const total = months.length * (groups.length * (indicators.length + projects.length) + projects.length);
    const counts: Counts = { changed: 0 };
    let done = 0;
    let analyzed = 0;
    const stretch = async (stage: string, work: (execute: Execute) => Promise<Counts>): Promise<boolean> => {
      add(counts, await this.inLock(work));
      if (stage !== 'FOLLOWERS' && (counts['changed'] ?? 0) - analyzed > MANY) {
        await this.bulk.run((execute) => execute(analyzeMonitoring()));
        analyzed = counts['changed'] ?? 0;
      }
      done += 1;
      return progress(done, total, stage);
    };
    for (const month of months) {
      for (const group of groups) {
        const point = pointOf(group.ruleSet, scope.fiscalYear, month, clock);
        for (const { firstId, lastId } of indicators) {
          const call = recomputeDeviationRange(point, firstId, lastId, group.districtIds);
          if (!(await stretch('DEVIATIONS', async (execute) => ({ changed: await execute(call) })))) return counts;
        }
        for (const { firstId, lastId } of projects) {
          const call = recomputeProgressRange(point, firstId, lastId, group.districtIds);
          if (!(await stretch('PROGRESS', async (execute) => ({ changed: await execute(call) })))) return counts;
        }
      }
      for (const range of projects) {
        const about = { fiscalYear: scope.fiscalYear, month, today: clock.today, projects: range };
        const follow = async (execute: Execute): Promise<Counts> => sum(await this.followers.follow(execute, about));
        if (!(await stretch('FOLLOWERS', follow))) return counts;
      }
    }
    return counts;
  }

  /** However long the recomputations before us take: this is the one lock that is worth waiting for. */
  private inLock(work: (execute: Execute) => Promise<Counts>): Promise<Counts> {
    return this.bulk.run(
      async (execute) => {
        await execute(takeRecomputeLock());
        return work(execute);
      },
      [...STREAMING_SETTINGS, 'lock_timeout = 0'],
    );
  }

  private survey({ fiscalYear, districtIds }: RecomputeScope): Promise<{
    clock: MonitoringClock;
    groups: readonly RuleGroup[];
    indicators: readonly IdRange[];
    projects: readonly IdRange[];
  }> {
    return this.bulk.run(async (execute) => {
      const ruleOf = await readRules(execute);
      const wanted = [...ruleOf.keys()].filter((id) => districtIds === null || districtIds.includes(id));
      return {
        clock: await execute(readClock()),
        groups: groupByRules(wanted, ruleOf),
        indicators: await execute(indicatorRanges(fiscalYear, RANGE)),
        projects: await execute(projectRanges(fiscalYear, RANGE)),
      };
    });
  }

  private async recomputeBatch(execute: Execute): Promise<Counts> {
    const counts: Counts = { indicators: 0, projects: 0, changed: 0 };
    if (!(await execute(tryRecomputeLock()))) return counts;
    const indicators = await execute(claimIndicatorMarks(BATCH));
    const clock = await execute(readClock());
    let ruleOf: ReadonlyMap<string, PublishedRuleSet> | null = null;
    if (indicators.length > 0) {
      ruleOf = await readRules(execute);
      for (const { point, ids } of listPoints(indicators, ruleOf, clock))
        add(counts, { changed: await execute(recomputeListedDeviations(point, ids)) });
    }
    // After the deviations: those that changed have marked their projects.
    const projects = await execute(claimProjectMarks(BATCH));
    if (projects.length > 0) {
      ruleOf ??= await readRules(execute);
      for (const { point, ids } of listPoints(projects, ruleOf, clock)) {
        add(counts, { changed: await execute(recomputeListedProgress(point, ids)) });
        const { fiscalYear, month } = point;
        const about = { fiscalYear, month, today: clock.today, projects: { ids } };
        add(counts, sum(await this.followers.follow(execute, about)));
      }
    }
    return { ...counts, indicators: indicators.length, projects: projects.length };
  }
}

/** Each district's rules, by its id. */
async function readRules(execute: Execute): Promise<ReadonlyMap<string, PublishedRuleSet>> {
  const published = await execute(findPublishedRuleSets());
  const districts = await execute(findDistrictSettings(RULE_SET_SETTING, null));
  return new Map(
    districts.flatMap(({ id, value }) => {
      const ruleSet = chooseRuleSet(published, id, value);
      return ruleSet ? [[id, ruleSet] as const] : [];
    }),
  );
}

function groupByRules(
  districtIds: readonly string[],
  ruleOf: ReadonlyMap<string, PublishedRuleSet>,
): readonly RuleGroup[] {
  const groups = new Map<string, { ruleSet: PublishedRuleSet; districtIds: string[] }>();
  for (const id of districtIds) {
    const ruleSet = ruleOf.get(id);
    if (!ruleSet) continue;
    const group = groups.get(ruleSet.id) ?? { ruleSet, districtIds: [] };
    group.districtIds.push(id);
    groups.set(ruleSet.id, group);
  }
  return [...groups.values()];
}

/** Marked rows as points in time under one rule set each, with the ids to look at there, months in order. */
function listPoints(
  rows: readonly DirtyRow[],
  ruleOf: ReadonlyMap<string, PublishedRuleSet>,
  clock: MonitoringClock,
): readonly { point: MonitoringPoint; ids: string[] }[] {
  const years = [...new Set(rows.map(({ fiscalYear }) => fiscalYear))];
  return years.flatMap((fiscalYear) => {
    const ofYear = rows.filter((row) => row.fiscalYear === fiscalYear);
    const groups = groupByRules([...new Set(ofYear.map(({ districtId }) => districtId))], ruleOf);
    return groups.flatMap(({ ruleSet, districtIds }) => {
      const dirty = ofYear.filter(({ districtId }) => districtIds.includes(districtId));
      const months = monthsToRecompute(dirty, latestMonth(fiscalYear, clock));
      return months.map(([month, ids]) => ({ point: pointOf(ruleSet, fiscalYear, month, clock), ids }));
    });
  });
}

function pointOf(
  ruleSet: PublishedRuleSet,
  fiscalYear: number,
  month: number,
  clock: MonitoringClock,
): MonitoringPoint {
  const { id: ruleSetId, rules } = ruleSet;
  return { fiscalYear, month, asOf: asOfDay(fiscalYear, month, clock), ruleSetId, rules };
}

function add(counts: Counts, more: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(more)) counts[name] = (counts[name] ?? 0) + count;
}

function sum(many: readonly Readonly<Record<string, number>>[]): Counts {
  const counts: Counts = {};
  for (const one of many) add(counts, one);
  return counts;
}
