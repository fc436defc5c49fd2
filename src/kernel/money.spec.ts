import fc from 'fast-check';
import {
  fromYuan,
  isMoneyText,
  isMoneyUnit,
  moneyText,
  parseMoney,
  sumMoney,
  tenThousandYuanText,
  toYuan,
} from './money.js';
import { Decimal } from './rounding.js';

describe('money', () => {
  it('reads 207.4538 万元 as 2 074 538.00 元, and prints it back', () => {
    const yuan = toYuan(new Decimal('207.4538'), '万元');
    expect(moneyText(yuan)).toBe('2074538.00');
    expect(tenThousandYuanText(yuan)).toBe('207.4538');
  });

  it('takes amounts that numeric(20,2) holds, and no others', () => {
    expect(parseMoney('999999999999999999.99')?.toFixed(2)).toBe('999999999999999999.99');
    for (const text of ['1e3', '1,000', '0.001', '', ' 1', 'NaN', '1000000000000000000']) {
      expect(isMoneyText(text)).toBe(false);
      expect(parseMoney(text)).toBeNull();
    }
  });

  it('knows 元, 万元 and 亿元', () => {
    expect(isMoneyUnit('万元')).toBe(true);
    expect(isMoneyUnit('toString')).toBe(false);
    expect(fromYuan(new Decimal('647000000'), '亿元').toFixed()).toBe('6.47');
  });

  it('adds the budget of a district without losing a 分', () => {
    expect(moneyText(sumMoney(['0.10', '0.20', '999999999999.99'].map((text) => new Decimal(text))))).toBe(
      '1000000000000.29',
    );
    expect(moneyText(sumMoney([]))).toBe('0.00');
  });

  it('survives the way to 万元 and back for every 分', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 19n }), (cents) => {
        const yuan = new Decimal(cents.toString()).div(100);
        return toYuan(new Decimal(tenThousandYuanText(yuan)), '万元').equals(yuan);
      }),
    );
  });
});
