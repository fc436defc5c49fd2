import { type ArgumentMetadata, type ValidationError, ValidationPipe } from '@nestjs/common';
import { type ErrorParams, type Finding, fillText } from '../../kernel/domain-error.js';
import { httpErrors } from './http.errors.js';
import { findNestingFaults } from './nested-shapes.js';

/** Shape only: unknown properties are refused, nothing is converted silently. */
export const validationPipe = (): ValidationPipe =>
  new NestedValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    stopAtFirstError: false,
    exceptionFactory: (errors) => {
      const findings = errors.flatMap((error) => flatten(error, ''));
      return httpErrors.invalid({ count: findings.length }, findings);
    },
  });

class NestedValidationPipe extends ValidationPipe {
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    // What our own parameter decorators make has been checked where it was made.
    if (metadata.type === 'custom') return Promise.resolve(value);
    return metadata.type === 'body' ? this.transformBody(value, metadata) : super.transform(value, metadata);
  }

  private async transformBody(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const valid: unknown = await super.transform(value, metadata);
    const findings = findNestingFaults(valid);
    if (findings.length > 0) throw httpErrors.invalid({ count: findings.length }, findings);
    return valid;
  }
}

function flatten(error: ValidationError, path: string): Finding[] {
  const pointer = `${path}/${error.property.replace(/~/g, '~0').replace(/\//g, '~1')}`;
  const here = Object.entries(error.constraints ?? {}).map(([rule, message]) => toFinding(rule, message, pointer));
  return [...here, ...(error.children ?? []).flatMap((child) => flatten(child, pointer))].slice(0, 100);
}

/** class-validator's own English message names the bound; the Chinese text is ours. */
function toFinding(rule: string, message: string, pointer: string): Finding {
  const bounds = [...message.matchAll(/-?\d+(?:\.\d+)?/g)].map(([bound]) => bound);
  const text = RULES[rule] ?? { zh: '格式不正确', en: message };
  const params: ErrorParams = { rule, bound: bounds.at(-1) ?? '', allowed: message.split(': ').slice(1).join(': ') };
  return {
    pointer,
    code: `request.${kebab(rule)}`,
    zh: fillText(text.zh, params),
    en: fillText(text.en, params),
    params,
  };
}

const RULES: Readonly<Record<string, { zh: string; en: string }>> = {
  whitelistValidation: { zh: '不接受此字段', en: 'this field is not accepted' },
  isDefined: { zh: '必填', en: 'is required' },
  isNotEmpty: { zh: '不能为空', en: 'must not be empty' },
  isString: { zh: '应为文本', en: 'must be text' },
  isInt: { zh: '应为整数', en: 'must be an integer' },
  isBoolean: { zh: '应为 true 或 false', en: 'must be true or false' },
  isUuid: { zh: '应为 UUID', en: 'must be a UUID' },
  isArray: { zh: '应为数组', en: 'must be an array' },
  isObject: { zh: '应为对象', en: 'must be an object' },
  isEnum: { zh: '应为以下之一:{allowed}', en: 'must be one of: {allowed}' },
  isIn: { zh: '应为以下之一:{allowed}', en: 'must be one of: {allowed}' },
  minLength: { zh: '长度不足 {bound}', en: 'must have at least {bound} characters' },
  maxLength: { zh: '长度不能超过 {bound}', en: 'must have at most {bound} characters' },
  min: { zh: '不能小于 {bound}', en: 'must not be less than {bound}' },
  max: { zh: '不能大于 {bound}', en: 'must not be more than {bound}' },
  arrayMinSize: { zh: '至少 {bound} 项', en: 'must have at least {bound} items' },
  arrayMaxSize: { zh: '至多 {bound} 项', en: 'must have at most {bound} items' },
  matches: { zh: '格式不正确', en: 'does not have the required format' },
  isMoney: {
    zh: '金额应为两位小数以内的十进制文本(元),如 "1200.50"',
    en: 'must be money in yuan as decimal text, such as "1200.50"',
  },
  isDecimalText: { zh: '应为十进制数文本,如 "12.5"', en: 'must be a decimal number as text, such as "12.5"' },
  isCivilDate: { zh: '应为有效日期 YYYY-MM-DD', en: 'must be a valid date YYYY-MM-DD' },
};

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
