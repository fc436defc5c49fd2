import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { buildMessage, IsNotEmpty, Matches, MaxLength, ValidateBy, ValidateNested } from 'class-validator';

const MONEY = /^-?\d{1,18}(\.\d{1,2})?$/;
const AMOUNT = /^\d{1,18}(\.\d{1,2})?$/;
const DECIMAL = /^-?\d{1,14}(\.\d{1,6})?$/;
const CODE = /^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,39}$/u;

/** 金额: yuan as decimal text with at most two places. A JSON number is refused. */
export const IsMoney = (): PropertyDecorator => money(MONEY);

/** 金额(不为负): money of which there can be none, but not less. */
export const IsAmount = (): PropertyDecorator => money(AMOUNT);

/** 数值: a decimal number as text with at most six places. */
export const IsDecimalText = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: 'string', pattern: DECIMAL.source, maxLength: 22, example: '12.5' }),
    ValidateBy({
      name: 'isDecimalText',
      validator: {
        validate: (value) => matches(DECIMAL, value),
        defaultMessage: buildMessage(() => 'must be a decimal number as text'),
      },
    }),
  ) as PropertyDecorator;

/** 日期: a day of the civil calendar, `YYYY-MM-DD`, that exists. */
export const IsCivilDate = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: 'string', format: 'date', maxLength: 10, example: '2026-06-30' }),
    ValidateBy({
      name: 'isCivilDate',
      validator: { validate: isCivilDate, defaultMessage: buildMessage(() => 'must be a valid date YYYY-MM-DD') },
    }),
  ) as PropertyDecorator;

/** 编码: a business code of letters, digits and `_ . -`. */
export const IsCode = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: 'string', pattern: CODE.source, maxLength: 40 }),
    MaxLength(40),
    Matches(CODE),
  ) as PropertyDecorator;

/** A part of the body with a shape of its own, that must be there. */
export const IsPart = (of: () => new () => object): PropertyDecorator =>
  applyDecorators(ValidateNested(), Type(of), IsNotEmpty()) as PropertyDecorator;

const money = (pattern: RegExp): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: 'string', pattern: pattern.source, maxLength: 22, example: '2074538.00' }),
    ValidateBy({
      name: 'isMoney',
      validator: {
        validate: (value) => matches(pattern, value),
        defaultMessage: buildMessage(() => 'must be money as decimal text'),
      },
    }),
  ) as PropertyDecorator;

const matches = (pattern: RegExp, value: unknown): boolean => typeof value === 'string' && pattern.test(value);

function isCivilDate(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}
