import { Decimal } from './rounding.js';

/** Units in which Chinese forms print money, each in 元. The store keeps 元 with two decimals (numeric(20,2)). */
export const MONEY_UNITS = { 元: '1', 万元: '10000', 亿元: '100000000' } as const;
export type MoneyUnit = keyof typeof MONEY_UNITS;

export function isMoneyUnit(text: string): text is MoneyUnit {
  return Object.hasOwn(MONEY_UNITS, text);
}

/** Whether the text is an amount in 元 that numeric(20,2) holds exactly: at most 18 digits and two decimals. */
export function isMoneyText(text: string): boolean {
  return /^-?\d{1,18}(\.\d{1,2})?$/.test(text);
}

/** An amount in 元 from its text; `null` if it is not one (see isMoneyText). */
export function parseMoney(text: string): Decimal | null {
  return isMoneyText(text) ? new Decimal(text) : null;
}

/** 元 with two decimals, half-up to the 分: `"2074538.00"`. */
export function moneyText(yuan: Decimal): string {
  return yuan.toFixed(2, Decimal.ROUND_HALF_UP).replace(/^-(0\.00)$/, '$1');
}

/** An amount in `unit`, as 元. Exact: 万元 with up to six decimals has no part of a 分. */
export function toYuan(amount: Decimal, unit: MoneyUnit): Decimal {
  return amount.times(MONEY_UNITS[unit]);
}

/** 元 in `unit`. Exact. */
export function fromYuan(yuan: Decimal, unit: MoneyUnit): Decimal {
  return yuan.div(MONEY_UNITS[unit]);
}

/** 元 as forms print it, in 万元 with up to six decimals and no trailing zeros: 2074538.00 元 is `"207.4538"`. */
export function tenThousandYuanText(yuan: Decimal): string {
  return fromYuan(yuan, '万元').toDecimalPlaces(6, Decimal.ROUND_HALF_UP).toFixed();
}

/** Σ of amounts, exact. */
export function sumMoney(amounts: readonly Decimal[]): Decimal {
  return amounts.reduce((sum, amount) => sum.plus(amount), new Decimal(0));
}
