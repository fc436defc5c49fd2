import type { Finding } from '../../kernel/domain-error.js';

/** 等保2.0 8.1.4.1: complex, changed regularly, not used before. */
export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 128;
export const PASSWORD_HISTORY = 5;

const CLASSES = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{Ll}\p{Lu}\p{N}]/u];
const CLASSES_REQUIRED = 3;

/** What people choose when they are told "twelve characters of three kinds": one of these words, with digits and symbols. */
const COMMON_WORDS = new Set(
  `password passw0rd pass admin administrator root user test guest login welcome changeme letmein default master secret
  qwerty qwertyuiop qwer qwerasdf qwerasdfzxcv asdf asdfgh asdfghjkl zxcvbn zxcvbnm qaz qazwsx qazwsxedc wsx zaq zaqwsx
  abc abcd abcdef abcdefg abcdefgh abcdefghijkl aa aaa iloveyou woaini woaizhongguo zhongguo huawei tencent alibaba
  chengdu sichuan beijing shanghai caizheng caizhengju yusuan jixiao budget finance performance gov`.split(/\s+/),
);
/** Keyboard walks that mix digits in. */
const COMMON_WALKS = new Set([
  '1qaz2wsx3edc',
  '1qaz2wsx3edc4rfv',
  '1qazwsx3edc',
  '1q2w3e4r5t6y',
  'a1b2c3d4e5f6',
  'q1w2e3r4t5y6',
]);

/** Everything that is wrong with a new password, at `pointer`; none: it is acceptable. */
export function findPasswordProblems(password: string, username: string, pointer: string): readonly Finding[] {
  const problems: Finding[] = [];
  const length = [...password].length;
  const add = (rule: string, zh: string, en: string): void => {
    problems.push({ pointer, code: `auth.password-${rule}`, zh, en });
  };
  if (length < PASSWORD_MIN) add('too-short', `至少 ${PASSWORD_MIN} 个字符`, `at least ${PASSWORD_MIN} characters`);
  if (length > PASSWORD_MAX) add('too-long', `至多 ${PASSWORD_MAX} 个字符`, `at most ${PASSWORD_MAX} characters`);
  if (countClasses(password) < CLASSES_REQUIRED)
    add('too-simple', '须包含大写、小写、数字、符号中的三类', 'three of: upper case, lower case, digits, symbols');
  if (password.toLowerCase().includes(username.toLowerCase()))
    add('with-username', '不能包含用户名', 'must not contain the username');
  if (isCommon(password)) add('common', '过于常见', 'is too common');
  return problems;
}

const countClasses = (password: string): number => CLASSES.filter((kind) => kind.test(password)).length;

/** Symbols and digits around a common word do not make it rare; nor does one part repeated, or very few characters. */
function isCommon(password: string): boolean {
  const lower = password.toLowerCase();
  const isRepeated = /^(.{1,6})\1+$/su.test(password);
  return (
    isRepeated || new Set(password).size < 6 || [lower, lower.replace(/@/g, 'a').replace(/\$/g, 's')].some(isCommonText)
  );
}

function isCommonText(text: string): boolean {
  const plain = text.replace(/[^\p{L}\p{N}]/gu, '');
  return COMMON_WALKS.has(plain) || COMMON_WORDS.has(plain.replace(/^\d+|\d+$/g, '')) || /^\d*$/.test(plain);
}

/** Easy to read aloud: no 0/O, 1/l/I. */
const ALPHABETS = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnpqrstuvwxyz', '23456789', '-_+=!?'] as const;

/** An initial password from 16 random bytes: the four kinds in turn, so that every rule above holds. */
export const toInitialPassword = (random: Buffer): string =>
  [...random.subarray(0, 16)]
    .map((byte, index) => {
      const alphabet = ALPHABETS[index % ALPHABETS.length] as string;
      return alphabet[byte % alphabet.length];
    })
    .join('');
