import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsOptional, ValidateIf } from 'class-validator';

/**
 * A field that may be left out. Null leaves it out as well: whoever sends back what he has read sends nulls. A field in which
 * null says something else, such as "take it away", is @IsOptional() with a type that names null.
 */
export const Optional = (): PropertyDecorator =>
  applyDecorators(
    IsOptional(),
    Transform(({ value }) => value ?? undefined),
  );

/** A field that must be there, but may be null. */
export const OrNull = (): PropertyDecorator => ValidateIf((_, value) => value !== null);
