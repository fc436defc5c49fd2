import { Injectable } from '@nestjs/common';
import { type Actor, Transactions } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { findUnit } from '../organization/index.js';
import { judgeTarget, suggestRange } from './domain/checks/reasonableness.js';
import type { CheckedIndicator } from './domain/goal-check.js';
import type { IndicatorBenchmarkResponse } from './indicator-benchmark.dto.js';
import { type Benchmark, findBenchmark } from './indicator-benchmark.store.js';

/** The query as it stands in the address. */
export interface BenchmarkParameters {
  readonly unitId: string;
  readonly fiscalYear: string | undefined;
  readonly definitionId: string | undefined;
  readonly name: string | undefined;
  readonly unitOfMeasure: string | undefined;
  readonly target: string | undefined;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** 历史参照: where a target would lie among past figures, while it is typed. */
@Injectable()
export class IndicatorBenchmarkReader {
  constructor(private readonly transactions: Transactions) {}

  find(actor: Actor, parameters: BenchmarkParameters): Promise<IndicatorBenchmarkResponse> {
    return this.transactions.run(
      actor,
      async (tx) => {
        const unit = await tx.one(findUnit(parameters.unitId));
        if (!unit) throw httpErrors.notFound();
        const { unitId } = parameters;
        const asked = readParameters(parameters);
        const found = await tx.one(findBenchmark({ districtId: unit.districtId, unitId, ...asked }));
        return toResponse(unitId, asked, found);
      },
      { readOnly: true },
    );
  }
}

type Asked = ReturnType<typeof readParameters>;

function readParameters({ fiscalYear = '', definitionId, name, unitOfMeasure, target }: BenchmarkParameters) {
  const take = (field: string, value: string | undefined, form: RegExp): string | null => {
    if (value !== undefined && !form.test(value))
      throw httpErrors.invalidFilter({ name: field, expected: String(form) });
    return value ?? null;
  };
  if (!definitionId && !name) throw httpErrors.invalidFilter({ name: 'definitionId', expected: 'definitionId | name' });
  return {
    fiscalYear: Number(take('fiscalYear', fiscalYear, /^(20\d\d|2100)$/)),
    definitionId: take('definitionId', definitionId, UUID),
    name: take('name', name, /^[^\0]{1,200}$/),
    unitOfMeasure: take('unitOfMeasure', unitOfMeasure, /^[^\0]{0,20}$/),
    target: take('target', target, /^-?\d{1,14}(\.\d{1,6})?$/),
  };
}

function toResponse(unitId: string, asked: Asked, found: Benchmark): IndicatorBenchmarkResponse {
  const indicator = toIndicator(asked, found);
  const facts = { amount: null, past: found.own, peers: null };
  const judged = judgeTarget(indicator, asked.fiscalYear, facts, found.rules);
  return {
    unitId,
    fiscalYear: asked.fiscalYear,
    district: found.district,
    own: found.own.map(({ fiscalYear, actual, target }) => ({ fiscalYear, actual, target })),
    suggested: suggestRange(indicator, found.own, found.rules.thresholds),
    verdict: judged?.verdict ?? 'INSUFFICIENT_DATA',
  };
}

/** As far as it is known: without a definition, more is taken to be better. */
function toIndicator(
  { name, unitOfMeasure, target, definitionId }: Asked,
  { definition }: Benchmark,
): CheckedIndicator {
  return {
    level1: '',
    level2: '',
    name: name ?? '',
    measureType: definition?.measureType ?? 'STOCK',
    operator: definition?.operator ?? 'GE',
    direction: definition?.direction ?? 'POSITIVE',
    targetValue: target,
    targetOn: null,
    targetText: null,
    baseline: null,
    unitOfMeasure: definition?.unitOfMeasure ?? unitOfMeasure,
    weight: '0',
    definitionId,
  };
}
