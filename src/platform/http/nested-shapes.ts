import { getMetadataStorage, ValidationTypes } from 'class-validator';
import type { Finding } from '../../kernel/domain-error.js';

/**
 * class-validator looks into a list where one nested object is declared, and into a list within a list: an empty one then
 * passes as the object itself. Finds every such place in a validated instance.
 */
export function findNestingFaults(instance: unknown, pointer = ''): readonly Finding[] {
  if (typeof instance !== 'object' || instance === null || Array.isArray(instance)) return [];
  return nestedProperties(instance.constructor).flatMap(({ name, isList }) => {
    const value = (instance as Record<string, unknown>)[name];
    if (value === undefined || value === null) return [];
    const place = `${pointer}/${name}`;
    if (!isList) return Array.isArray(value) ? [notAnObject(place)] : findNestingFaults(value, place);
    return (Array.isArray(value) ? value : []).flatMap((item: unknown, index) =>
      Array.isArray(item) ? [notAnObject(`${place}/${index}`)] : findNestingFaults(item, `${place}/${index}`),
    );
  });
}

type NestedProperty = { readonly name: string; readonly isList: boolean };

/** By class: what decorators said does not change once it is loaded. */
const known = new WeakMap<object, readonly NestedProperty[]>();

function nestedProperties(type: object): readonly NestedProperty[] {
  const found = known.get(type) ?? readNestedProperties(type);
  known.set(type, found);
  return found;
}

function readNestedProperties(type: object): readonly NestedProperty[] {
  const all = getMetadataStorage().getTargetValidationMetadatas(type as never, '', false, false);
  return all
    .filter((metadata) => metadata.type === ValidationTypes.NESTED_VALIDATION)
    .map(({ propertyName, each }) => ({ name: propertyName, isList: each }));
}

const notAnObject = (pointer: string): Finding => ({
  pointer,
  code: 'request.is-object',
  zh: '应为对象',
  en: 'must be an object',
  params: { rule: 'isObject' },
});
