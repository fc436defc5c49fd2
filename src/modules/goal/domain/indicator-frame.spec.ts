import {
  belongs,
  guessFrame,
  isIndicatorFrameVersion,
  levelName,
  mapPosition,
  positionsOf,
} from './indicator-frame.js';

describe('indicator frames', () => {
  it('puts 成本 under 产出 in V2015 and on level 1 in V2021', () => {
    expect(belongs('产出', '成本', 'V2015')).toBe(true);
    expect(belongs('产出', '成本', 'V2021')).toBe(false);
    expect(belongs('成本', '经济成本', 'V2021')).toBe(true);
    expect(belongs('成本', '经济成本', 'V2015')).toBe(false);
  });

  it('knows 可持续影响 in V2015 only', () => {
    expect(belongs('效益', '可持续影响', 'V2015')).toBe(true);
    expect(belongs('效益', '可持续影响', 'V2021')).toBe(false);
  });

  it('reads names as forms print them', () => {
    expect(levelName('服务对象满意度指标等')).toBe('服务对象满意度');
    expect(levelName('经济效益 指标')).toBe('经济效益');
    expect(belongs('满意度指标', '服务对象满意度指标等', 'V2015')).toBe(true);
    expect(belongs(' 满意度指标', '满意度指标', 'V2021')).toBe(true);
    expect(belongs('产出指标等', '时效　指标', 'V2021')).toBe(true);
  });

  it('refuses a child under the wrong parent: a 2023 Sichuan form lists 经济成本 under 产出', () => {
    expect(belongs('产出指标', '经济成本指标', 'V2021')).toBe(false);
    expect(belongs('产出指标', '社会效益指标', 'V2015')).toBe(false);
    expect(belongs('constructor', 'length', 'V2015')).toBe(false);
    expect(belongs('', '', 'V2015')).toBe(false);
  });

  it('guesses the frame from the level-1 names', () => {
    expect(guessFrame(['成本指标', '产出指标'])).toBe('V2021');
    expect(guessFrame(['产出指标', '效益指标'])).toBe('V2015');
    expect(guessFrame([])).toBe('V2015');
  });

  it('knows its versions by name', () => {
    expect(isIndicatorFrameVersion('V2021')).toBe(true);
    expect(isIndicatorFrameVersion('toString')).toBe(false);
  });
});

describe('the mapping between the frames', () => {
  const both = ['V2015', 'V2021'] as const;
  const other = { V2015: 'V2021', V2021: 'V2015' } as const;

  it('keeps what has the same name, and leads 成本 and 可持续影响 to where they went', () => {
    expect(mapPosition({ level1: '产出', level2: '数量' }, 'V2015')).toEqual([{ level1: '产出', level2: '数量' }]);
    expect(mapPosition({ level1: '产出', level2: '成本' }, 'V2015')[0]).toEqual({ level1: '成本', level2: '经济成本' });
    expect(mapPosition({ level1: '成本', level2: '社会成本' }, 'V2021')).toEqual([{ level1: '产出', level2: '成本' }]);
    expect(mapPosition({ level1: '效益', level2: '可持续影响' }, 'V2015')).toHaveLength(3);
    expect(mapPosition({ level1: '效益', level2: '社会效益' }, 'V2021').map(({ level2 }) => level2)).toEqual([
      '社会效益',
      '可持续影响',
    ]);
  });

  it.each(both)('gives every position of %s a place in the other frame, and leads back from it', (frame) => {
    for (const position of positionsOf(frame)) {
      const mapped = mapPosition(position, frame);
      expect(mapped.length).toBeGreaterThan(0);
      for (const { level1, level2 } of mapped) expect(belongs(level1, level2, other[frame])).toBe(true);
      for (const place of mapped) expect(mapPosition(place, other[frame])).toContainEqual(position);
    }
  });

  it('knows nothing of names that stand in no frame', () => {
    expect(mapPosition({ level1: '产出', level2: 'constructor' }, 'V2015')).toEqual([]);
    expect(mapPosition({ level1: '', level2: '' }, 'V2021')).toEqual([]);
  });
});
