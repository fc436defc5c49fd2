import { Injectable, type LoggerService } from '@nestjs/common';
import { type Logger, pino, stdTimeFunctions } from 'pino';
import { Environment } from '../../config/environment.js';

const SECRET = ['password', 'newPassword', 'secret', 'accessToken', 'refreshToken', 'authorization', 'token'];

/** JSON lines. Texts of users go into fields, never into the message; secrets are cut out by name at any of three depths. */
@Injectable()
export class Log implements LoggerService {
  readonly pino: Logger;

  constructor(environment: Environment) {
    this.pino = pino({
      level: environment.logLevel,
      timestamp: stdTimeFunctions.isoTime,
      redact: { paths: SECRET.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
      serializers: { error: describeError },
    });
  }

  log(message: string, ...rest: unknown[]): void {
    this.pino.info(fields(rest), message);
  }

  error(message: string, ...rest: unknown[]): void {
    this.pino.error(fields(rest), message);
  }

  warn(message: string, ...rest: unknown[]): void {
    this.pino.warn(fields(rest), message);
  }

  debug(message: string, ...rest: unknown[]): void {
    this.pino.debug(fields(rest), message);
  }
}

/** Nest passes the context as a last string; our own calls pass one object. */
function fields(rest: readonly unknown[]): object {
  const [first, ...others] = rest;
  if (typeof first === 'object' && first !== null) return first;
  return rest.length === 0 ? {} : { context: [first, ...others].map(String).join(' ') };
}

function describeError(error: unknown): object {
  const { name, message, stack, code, constraint } = error as Error & { code?: string; constraint?: string };
  return { name, message, code, constraint, stack };
}
