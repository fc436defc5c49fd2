import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { buildMessage, IsOptional, ValidateBy } from 'class-validator';

const LONGEST = 2000;

/** 表格单元格: text as printed, a number, or nothing. What it says is the check's business; this is its shape. */
export const IsPrintedCell = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      required: false,
      // Decimals, unlike the house's other JSON numbers: tables come with them.
      oneOf: [{ type: 'string', maxLength: LONGEST, pattern: '^[\\s\\S]*$' }, { type: ['number', 'null'] }] as never,
    }),
    IsOptional(),
    ValidateBy({
      name: 'isPrintedCell',
      validator: {
        validate: isPrintedCell,
        defaultMessage: buildMessage(() => `must be text of at most ${LONGEST} characters, a number, or null`),
      },
    }),
  ) as PropertyDecorator;

const isPrintedCell = (value: unknown): boolean =>
  (typeof value === 'string' && value.length <= LONGEST) || (typeof value === 'number' && Number.isFinite(value));
