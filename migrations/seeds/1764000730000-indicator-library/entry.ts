import type { UnitCode } from '../1764000730000-units-of-measure.js';

/** One definition of the starter library (指标库). Code words are those of the goal module. */
export interface IndicatorLibraryEntry {
  /** Sector, position and number; never used again for another definition. */
  readonly code: string;
  readonly scope: 'COMMON' | 'SECTOR';
  readonly sector: SectorCode | null;
  readonly subjectKinds: readonly SubjectKind[];
  /** null: no indicator of a goal, only of an evaluation (53号 投入 and 过程, 10号 决策 and 过程). */
  readonly positions: Positions | null;
  /** Where a common indicator stands in the frameworks that name it. */
  readonly frameworks: readonly FrameworkPlace[];
  readonly name: Text;
  /** Without tones, ü as v, a space between syllables. */
  readonly pinyin: string;
  readonly definition: Text;
  readonly measureType: 'CUMULATIVE' | 'STOCK' | 'RATE' | 'SCORE' | 'DATE' | 'COST' | 'EVENT_COUNT' | 'QUAL';
  readonly operator: 'GE' | 'GT' | 'EQ' | 'LT' | 'LE' | 'QUAL';
  readonly direction: 'POSITIVE' | 'NEGATIVE' | 'NEUTRAL';
  /** null for DATE and QUAL, whose targets are a day and words. */
  readonly unitOfMeasure: UnitCode | null;
  readonly formula: string;
  readonly inputs: readonly FormulaInput[];
  /** Over the keys of `inputs`: + - * / and round, min, max, abs, if, coalesce. Its value is in `unitOfMeasure`. */
  readonly expression: string | null;
  /** What each level means; QUAL only. */
  readonly levels: Levels | null;
  readonly evidenceKinds: readonly EvidenceKind[];
  readonly collection: {
    readonly method: CollectionMethod;
    readonly frequency: 'MONTH' | 'QUARTER' | 'HALF' | 'YEAR' | 'MULTI_YEAR';
    readonly cost: 'LOW' | 'MEDIUM' | 'HIGH';
    /**
     * A: recorded by a business system, an instrument or audited accounts; B: vouched for by papers or by someone outside
     * the unit; C: compiled or estimated by the unit itself; D: opinion.
     */
    readonly reliability: 'A' | 'B' | 'C' | 'D';
  };
  /** How the figure is gamed or mismeasured. */
  readonly pitfall: string;
  /** The usual source; null for a common indicator, whose source depends on the unit. */
  readonly dataSource: string | null;
}

export interface Text {
  readonly zh: string;
  readonly en: string;
}

export interface Position {
  readonly level1: string;
  readonly level2: string;
}

/** 一级、二级指标 in both frames; 可持续影响 has no place of its own in V2021 and goes under the benefit it sustains. */
export interface Positions {
  readonly V2021: Position;
  readonly V2015: Position;
}

export interface FrameworkPlace extends Position {
  readonly source: '财预〔2013〕53号' | '财预〔2020〕10号';
}

export interface FormulaInput {
  readonly key: string;
  readonly name: string;
  readonly unit: UnitCode;
}

export interface Levels {
  readonly ACHIEVED: string;
  readonly PARTIAL: string;
  readonly NOT_ACHIEVED: string;
}

export type SubjectKind = 'PROJECT' | 'POLICY' | 'DEPARTMENT_WHOLE';

/** 行业领域 */
export const SECTORS = {
  EDUCATION: { prefix: 'EDU', zh: '教育', en: 'Education' },
  HEALTH: { prefix: 'HEA', zh: '卫生健康', en: 'Health' },
  TRANSPORT: { prefix: 'TRA', zh: '交通', en: 'Transport' },
  ENVIRONMENT: { prefix: 'ENV', zh: '生态环境', en: 'Environment' },
  URBAN: { prefix: 'URB', zh: '城乡建设', en: 'Urban and rural construction' },
  AGRICULTURE: { prefix: 'AGR', zh: '农业农村', en: 'Agriculture and rural affairs' },
  SCIENCE: { prefix: 'SCI', zh: '科技', en: 'Science and technology' },
  CIVIL_AFFAIRS: { prefix: 'CIV', zh: '民政社保', en: 'Civil affairs and social security' },
  CULTURE: { prefix: 'CUL', zh: '文化体育', en: 'Culture and sport' },
  GOVERNANCE: { prefix: 'GOV', zh: '社会治理', en: 'Public order and local governance' },
} as const satisfies Record<string, Text & { prefix: string }>;
export type SectorCode = keyof typeof SECTORS;

export const EVIDENCE_KINDS = {
  SYSTEM_DATA: { zh: '系统数据', en: 'data of a business system' },
  LEDGER: { zh: '台账', en: 'ledger' },
  SURVEY: { zh: '调查', en: 'survey' },
  THIRD_PARTY_TEST: { zh: '第三方检测', en: 'test by a third party' },
  PUBLIC_STATISTICS: { zh: '公开统计', en: 'public statistics' },
  ACCEPTANCE_RECORD: { zh: '验收资料', en: 'acceptance record' },
  PAYMENT_VOUCHER: { zh: '支付凭证', en: 'payment voucher' },
  OFFICIAL_DOCUMENT: { zh: '文件批复', en: 'official document' },
  AUDIT_REPORT: { zh: '审计决算资料', en: 'audit report or audited accounts' },
} as const satisfies Record<string, Text>;
export type EvidenceKind = keyof typeof EVIDENCE_KINDS;

export const COLLECTION_METHODS = {
  SYSTEM_EXPORT: { zh: '业务系统提取', en: 'export from a business system' },
  LEDGER_COUNT: { zh: '台账统计', en: 'count from a ledger' },
  DOCUMENT_REVIEW: { zh: '资料查阅', en: 'review of documents' },
  SITE_INSPECTION: { zh: '现场核查', en: 'inspection on site' },
  INSTRUMENT: { zh: '仪器监测', en: 'measurement by instrument' },
  SAMPLE_SURVEY: { zh: '抽样调查', en: 'sample survey' },
  STATISTICAL_REPORT: { zh: '统计报表', en: 'statistical report' },
  EXPERT_REVIEW: { zh: '专家评议', en: 'expert review' },
} as const satisfies Record<string, Text>;
export type CollectionMethod = keyof typeof COLLECTION_METHODS;

/** What a file of one sector states; the rest follows from the file. */
export type SectorIndicator = Omit<IndicatorLibraryEntry, 'scope' | 'sector' | 'frameworks'>;
export type CommonIndicator = Omit<IndicatorLibraryEntry, 'scope' | 'sector' | 'subjectKinds' | 'dataSource'>;

export const sectorEntries = (
  sector: SectorCode,
  indicators: readonly SectorIndicator[],
): readonly IndicatorLibraryEntry[] =>
  indicators.map((indicator) => ({ ...indicator, scope: 'SECTOR', sector, frameworks: [] }));

export const commonEntries = (
  subjectKind: SubjectKind,
  indicators: readonly CommonIndicator[],
): readonly IndicatorLibraryEntry[] =>
  indicators.map((indicator) => ({
    ...indicator,
    scope: 'COMMON',
    sector: null,
    subjectKinds: [subjectKind],
    dataSource: null,
  }));
