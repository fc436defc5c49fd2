import { Decimal as DecimalJs } from 'decimal.js';

/**
 * Decimal arithmetic of the whole product: 40 significant digits, half-up. Wide enough that W × a ÷ t of any two numbers
 * that the database can hold is exact before the one rounding that a rule names. Never a binary float.
 */
export const Decimal = DecimalJs.clone({
  precision: 40,
  rounding: DecimalJs.ROUND_HALF_UP,
  toExpPos: 60,
  toExpNeg: -60,
});
export type Decimal = DecimalJs;

/** Scores (得分) keep two decimals, rounded half-up (domain 0.2). */
export function roundScore(score: Decimal): Decimal {
  return score.toDecimalPlaces(2, DecimalJs.ROUND_HALF_UP);
}

/** Rates are fractions with six decimals, rounded half-up: 0.862037 is 86.20 %. */
export function roundRate(rate: Decimal): Decimal {
  return rate.toDecimalPlaces(6, DecimalJs.ROUND_HALF_UP);
}

/** A score as the API writes it: always two decimals, `"9.70"`. */
export function scoreText(score: Decimal): string {
  return unsigned(score.toFixed(2, DecimalJs.ROUND_HALF_UP));
}

/** A rate as the API writes it: a fraction with six decimals, `"0.862000"`. */
export function rateText(rate: Decimal): string {
  return unsigned(rate.toFixed(6, DecimalJs.ROUND_HALF_UP));
}

/** A rate as a person reads it: percent with two decimals, `"86.20%"`. */
export function percentText(rate: Decimal): string {
  return `${unsigned(rate.times(100).toFixed(2, DecimalJs.ROUND_HALF_UP))}%`;
}

/** A number as a person would write it: no exponent, no trailing zeros, at most `places` decimals (half-up). */
export function plainText(value: Decimal, places = 12): string {
  const text = value.toDecimalPlaces(places, DecimalJs.ROUND_HALF_UP).toFixed();
  return unsigned(text);
}

/** "-0.00" is a computer's joke, not a number that an official would print. */
function unsigned(text: string): string {
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text;
}
