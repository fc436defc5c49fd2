import pg from 'pg';

const STATES = new Set([
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
]);

/** pg says it in words where the server could say nothing any more. */
const WORDS =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect)/;

/** The database went away: neither the statement nor its sender was at fault. Whether a write was done is unknown. */
export function isConnectionLost(error: unknown): boolean {
  const { code, message, driverError } = error as { code?: string; message?: string; driverError?: object };
  if (driverError) return isConnectionLost(driverError);
  return STATES.has(code ?? '') || WORDS.test(message ?? '');
}

/**
 * A pool listens to its idle connections only: one that dies in the hands of its user would end the process as an
 * unheard 'error' event. The user meets the loss with his next statement.
 */
export class LossTolerantClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
