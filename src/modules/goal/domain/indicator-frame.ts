/**
 * Indicator frames (绩效指标体系): which level-2 indicator (二级指标) belongs to which level 1 (一级指标).
 * Two frames are in live use and printed tables mix them, so each is data and the caller chooses one.
 */
export const INDICATOR_FRAMES = {
  /** 财预〔2015〕88号, repeated in 财预〔2020〕10号 [known; seen in real forms]: 成本 is a level 2 of 产出. */
  V2015: {
    产出: ['数量', '质量', '时效', '成本'],
    效益: ['经济效益', '社会效益', '生态效益', '可持续影响'],
    满意度: ['服务对象满意度'],
  },
  /** 财预〔2021〕101号 [known]: 成本 became a level 1, 可持续影响 is gone as a level 2 [known?], still printed locally. */
  V2021: {
    成本: ['经济成本', '社会成本', '生态环境成本'],
    产出: ['数量', '质量', '时效'],
    效益: ['经济效益', '社会效益', '生态效益'],
    满意度: ['服务对象满意度'],
  },
} as const satisfies Record<string, Record<string, readonly string[]>>;

export type IndicatorFrameVersion = keyof typeof INDICATOR_FRAMES;

/** 一级、二级指标: where an indicator stands in a frame. */
export interface Position {
  readonly level1: string;
  readonly level2: string;
}

export const FRAME_SOURCES: Readonly<Record<IndicatorFrameVersion, string>> = {
  V2015: '财预〔2015〕88号、财预〔2020〕10号',
  V2021: '财预〔2021〕101号',
};

/** What a level 2 of V2015 became in V2021 where the names differ; the usual one first. */
const BECAME: ReadonlyMap<string, readonly string[]> = new Map([
  ['成本', ['经济成本', '社会成本', '生态环境成本']],
  // Under the benefit that it sustains.
  ['可持续影响', ['社会效益', '经济效益', '生态效益']],
]);

/** Every position of a frame, in the order of the form. */
export const positionsOf = (frame: IndicatorFrameVersion): readonly Position[] =>
  Object.entries<readonly string[]>(INDICATOR_FRAMES[frame]).flatMap(([level1, children]) =>
    children.map((level2) => ({ level1, level2 })),
  );

/** Where the position of one frame stands in the other: the usual place first; a person chooses among several. */
export function mapPosition({ level2 }: Position, from: IndicatorFrameVersion): readonly Position[] {
  const heirs = (old: string): readonly string[] => BECAME.get(old) ?? [old];
  const inOrder = (names: readonly string[], positions: readonly Position[]): readonly Position[] =>
    names.flatMap((name) => positions.filter((position) => position.level2 === name));
  if (from === 'V2015') return inOrder(heirs(level2), positionsOf('V2021'));
  const ancestors = positionsOf('V2015')
    .map(({ level2: old }) => old)
    .filter((old) => heirs(old).includes(level2));
  return inOrder(
    [...ancestors].sort((a, b) => Number(b === level2) - Number(a === level2)),
    positionsOf('V2015'),
  );
}

export function isIndicatorFrameVersion(text: string): text is IndicatorFrameVersion {
  return Object.hasOwn(INDICATOR_FRAMES, text);
}

/**
 * Whether the level 2 stands under the level 1 in this frame. Names are read as forms print them: a trailing 指标, 等 or
 * 指标等, spaces and full-width characters don't count. A level 1 that the frame doesn't know has no children.
 */
export function belongs(level1: string, level2: string, frame: IndicatorFrameVersion): boolean {
  const children: Record<string, readonly string[]> = INDICATOR_FRAMES[frame];
  const parent = levelName(level1);
  if (!Object.hasOwn(children, parent)) return false;
  const child = levelName(level2);
  return children[parent]!.includes(child === '满意度' ? '服务对象满意度' : child);
}

/** The frame that a table without a stated one follows: V2021 if 成本 is one of its level-1 names, else V2015. */
export function guessFrame(level1Names: readonly string[]): IndicatorFrameVersion {
  return level1Names.some((name) => levelName(name) === '成本') ? 'V2021' : 'V2015';
}

/** A level name without what forms add to it: `服务对象满意度指标等` is `服务对象满意度`. */
export function levelName(printed: string): string {
  const name = printed.slice(0, 100).normalize('NFKC').replace(/\s/gu, '');
  return name.replace(/指标等?$|等$/u, '');
}
