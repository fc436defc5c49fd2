import { generateKeyPairSync } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** The key file of an embedded start: made once, readable by its owner only. Deployments bring their own SIGNING_KEY_FILE. */
export function ensureSigningKey(dataDir: string): string {
  const file = path.join(dataDir, 'signing-key.pem');
  if (fs.existsSync(file)) return file;
  fs.mkdirSync(dataDir, { recursive: true });
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  fs.writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  return file;
}
