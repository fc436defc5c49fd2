import { createHmac, createPublicKey } from 'node:crypto';
import { startTestApp, type TestApp } from '../support/app.js';
import { Client } from '../support/client.js';

let t: TestApp;

beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());

describe('access tokens', () => {
  const part = (token: string, index: number): string => token.split('.')[index] ?? '';
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

  it('are refused in every forged or bent form', async () => {
    const token = t.world.as('finance').token ?? '';
    const [header, payload, signature] = [part(token, 0), part(token, 1), part(token, 2)];
    const pem = String(createPublicKey(t.environment.signingKey).export({ type: 'spki', format: 'pem' }));
    const hs256 = `${encode({ alg: 'HS256', typ: 'at+jwt' })}.${payload}`;
    const none = encode({ alg: 'none', typ: 'at+jwt' });
    const embedded = encode({ alg: 'ES256', typ: 'at+jwt', jwk: { kty: 'EC', crv: 'P-256' } });
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const flipped = signature.endsWith('A') ? 'Q' : 'A';
    const bent = {
      none: `${none}.${payload}.`,
      'none with a signature': `${none}.${payload}.${signature}`,
      'HS256 with the public key': `${hs256}.${createHmac('sha256', pem).update(hs256).digest('base64url')}`,
      'an embedded key': `${embedded}.${payload}.${signature}`,
      'a missing segment': `${header}.${payload}`,
      'an extra segment': `${token}.${signature}`,
      padding: `${token}==`,
      'another last character': `${token.slice(0, -1)}${flipped}`,
      'unused bits of the last character': `${token.slice(0, -1)}${String.fromCharCode(token.charCodeAt(token.length - 1) + 1)}`,
      'another payload': `${header}.${encode({ ...claims, sub: t.world.people.leader.accountId })}.${signature}`,
      'white space': `${header}. ${payload}.${signature}`,
      nothing: '',
    };
    for (const [name, text] of Object.entries(bent)) {
      expect([name, (await new Client(t.app, text).get('/auth/me')).status]).toEqual([name, 401]);
    }
    expect((await new Client(t.app, token).get('/auth/me')).status).toBe(200);
  });

  it('show units and roles of the holder', async () => {
    const me = await t.world.as('unit').get('/auth/me');
    expect(me.body.unit).toMatchObject({ id: t.world.units.schoolA.id, name: '双流第一小学' });
    expect(me.body.roles).toMatchObject([
      { role: 'UNIT_FILLER', scopePath: t.world.units.schoolA.path, scopeName: '双流第一小学', subtree: false },
    ]);
    expect((await t.world.nobody.get('/auth/me')).status).toBe(401);
  });
});
