import { Decimal, percentText, plainText, rateText, roundRate, roundScore, scoreText } from './rounding.js';

describe('rounding', () => {
  it('rounds scores half-up to two decimals, away from zero', () => {
    expect(roundScore(new Decimal('7.695')).toFixed()).toBe('7.7');
    expect(roundScore(new Decimal('1.946')).toFixed()).toBe('1.95');
    expect(roundScore(new Decimal('89.994999')).toFixed()).toBe('89.99');
    expect(roundScore(new Decimal('-0.005')).toFixed()).toBe('-0.01');
  });

  it('writes scores with two and rates with six decimals, as strings', () => {
    expect(scoreText(new Decimal('9.7'))).toBe('9.70');
    expect(rateText(new Decimal('0.862'))).toBe('0.862000');
    expect(roundRate(new Decimal('2').div(3)).toFixed()).toBe('0.666667');
    expect(percentText(new Decimal('0.862'))).toBe('86.20%');
  });

  it('never prints a negative zero, an exponent or a trailing zero', () => {
    expect(scoreText(new Decimal('-0.001'))).toBe('0.00');
    expect(plainText(new Decimal('1e18'))).toBe('1000000000000000000');
    expect(plainText(new Decimal('0.0000001'))).toBe('0.0000001');
    expect(plainText(new Decimal('207.453800'))).toBe('207.4538');
  });

  it('does not add 0.1 and 0.2 like a float', () => {
    expect(new Decimal('0.1').plus('0.2').equals('0.3')).toBe(true);
  });
});
