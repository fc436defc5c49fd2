import { openSuccessor, sealSuccessor } from './refresh-token.js';

const TOKEN = 'a'.repeat(43);
const NEXT = 'b'.repeat(43);
const CLIENT = '10.0.0.1\nbrowser';

describe('the sealed successor of a refresh token', () => {
  const sealed = sealSuccessor(NEXT, TOKEN, CLIENT);

  it('opens with the token it replaces, for the same client', () => {
    expect(openSuccessor(sealed, TOKEN, CLIENT)).toBe(NEXT);
  });

  it('stays closed for another client', () => {
    expect(openSuccessor(sealed, TOKEN, '10.0.0.2\nbrowser')).toBeNull();
  });

  it('stays closed for another token', () => {
    expect(openSuccessor(sealed, 'c'.repeat(43), CLIENT)).toBeNull();
  });

  it('does not contain the successor', () => {
    expect(sealed.toString('latin1')).not.toContain(NEXT);
  });
});
