import { ValidateIf } from 'class-validator';

/** A field that may be left out, but is not null: null says "nothing" only where the document says so. */
export const Optional = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);
