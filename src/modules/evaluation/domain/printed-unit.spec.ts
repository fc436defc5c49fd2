import { Decimal, plainText } from '../../../kernel/rounding.js';
import { contradictsName, convert, isMeasured, isMoney, readUnit } from './printed-unit.js';

const inUnit = (value: string, from: string, to: string) => {
  const converted = convert(new Decimal(value), readUnit(from), readUnit(to));
  return converted && plainText(converted);
};

describe('a unit of measure', () => {
  it('converts 元, 万元 and 亿元 into each other, and 万人 into 人', () => {
    expect(inUnit('300000', '元', '万元')).toBe('30');
    expect(inUnit('6.47', '亿元', '万元')).toBe('64700');
    expect(inUnit('1.2', '万人', '人')).toBe('12000');
    expect(inUnit('5', '‰', '%')).toBe('0.5');
  });

  it('does not convert 件 into %', () => {
    expect(inUnit('5', '件', '%')).toBeNull();
    expect(inUnit('5', '人', '人次')).toBeNull();
  });

  it('knows the many names of % and of nothing', () => {
    expect(readUnit('百分比').base).toBe('%');
    for (const text of ['', '/', '—', '无', '定性']) expect(readUnit(text).base).toBe('');
    expect(readUnit('constructor').base).toBe('constructor');
    expect(isMoney(readUnit('亿元'))).toBe(true);
    expect(isMeasured(readUnit('件'))).toBe(true);
    expect(isMeasured(readUnit('显著'))).toBe(false);
  });

  it('sees when the name speaks of a rate and the unit of pieces', () => {
    expect(contradictsName(readUnit('件'), '验收合格率')).toBe(true);
    expect(contradictsName(readUnit('%'), '验收合格率')).toBe(false);
    expect(contradictsName(readUnit('%'), '足额保障率(参保率)')).toBe(false);
    expect(contradictsName(readUnit('件'), '足额保障率(参保率)')).toBe(true);
    expect(contradictsName(readUnit('次'), '检查频率')).toBe(false);
    expect(contradictsName(readUnit('%'), '受助人数')).toBe(true);
    expect(contradictsName(readUnit('人次'), '受助人数')).toBe(false);
  });
});
