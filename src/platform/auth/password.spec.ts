import { randomBytes } from 'node:crypto';
import { findPasswordProblems, toInitialPassword } from './password.js';

const problems = (password: string, username = 'zhang.san'): string[] =>
  findPasswordProblems(password, username, '/newPassword').map(({ code }) => code);

describe('a new password', () => {
  it.each(['Correct-horse-9', '绩效管理系统的长密码Aa1', 'aaaa BBBB cccc-dd'])('%s is accepted', (password) => {
    expect(problems(password)).toEqual([]);
  });

  it('needs twelve characters, counted as people count', () => {
    expect(problems('Harvest-234')).toEqual(['auth.password-too-short']);
    expect(problems('Ab1😀😀😀xyzwv')).toEqual(['auth.password-too-short']);
    expect(problems('Harvests-234')).toEqual([]);
  });

  it('has at most 128 characters', () => {
    expect(problems(`${'aB3-eF6_hI'.repeat(12)}12345678`)).not.toContain('auth.password-too-long');
    expect(problems(`${'aB3-eF6_hI'.repeat(12)}123456789`)).toContain('auth.password-too-long');
  });

  it('needs three of the four kinds of characters', () => {
    expect(problems('correct-horse-battery')).toEqual(['auth.password-too-simple']);
    expect(problems('correct-horse-batterY')).toEqual([]);
  });

  it('does not contain the username, in any case', () => {
    expect(problems('My-Zhang.San-2026')).toEqual(['auth.password-with-username']);
  });

  it.each(['Password-1234', 'P@ssw0rd-1234', 'Abc123456789!', '1qaz@WSX3edc', 'Ab1-Ab1-Ab1-', 'AAAaaa111111'])(
    '%s is too common',
    (password) => {
      expect(problems(password)).toContain('auth.password-common');
    },
  );

  it('says everything that is wrong at once, at the field', () => {
    const found = findPasswordProblems('zhang.san', 'zhang.san', '/newPassword');
    expect(found.map(({ code }) => code)).toEqual([
      'auth.password-too-short',
      'auth.password-too-simple',
      'auth.password-with-username',
    ]);
    expect(found.every(({ pointer, zh, en }) => pointer === '/newPassword' && zh !== '' && en !== '')).toBe(true);
  });
});

describe('a generated password', () => {
  it('meets every rule, whatever the random bytes', () => {
    for (const random of [
      Buffer.alloc(16, 0),
      Buffer.alloc(16, 255),
      ...Array.from({ length: 200 }, () => randomBytes(16)),
    ]) {
      const found = findPasswordProblems(toInitialPassword(random), 'zhang.san', '/password');
      expect(found.filter(({ code }) => code !== 'auth.password-common')).toEqual([]);
    }
  });
});
