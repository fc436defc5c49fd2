import pg from 'pg';
import type { Call, Param, Row } from './call.js';

interface Answer {
  readonly command: string;
  readonly rows: Row[];
}

type Done = (error: Error | null, answer?: Answer | Answer[]) => void;

/** The parts of pg's connection that a flight writes to: the same that pg-cursor uses. pg is pinned because of them. */
type Wire = Record<'parse' | 'bind' | 'describe' | 'execute' | 'close', (message: object) => void> & {
  sync(): void;
  parsedStatements: Record<string, string>;
  stream: { cork(): void; uncork(): void; destroy(): void };
};

const Query = pg.Query as unknown as new (
  config: object,
) => {
  callback: Done;
  handleReadyForQuery(wire: Wire): void;
  handleDataRow(message: object): void;
  handleCommandComplete(message: object, wire: Wire): void;
};

interface WireCall {
  readonly name: string;
  readonly text: string;
  readonly values: readonly (string | Buffer | null)[];
}

/**
 * Several statements before ONE Sync. Outside a transaction that is the protocol's implicit one: an error skips the rest
 * and rolls all of it back, and there is no moment at which the client could forget to end anything. The first `silent`
 * answers are not read.
 */
class Flight extends Query {
  private readonly calls: readonly WireCall[];
  private readonly parsedHere: WireCall[] = [];
  private finished = 0;

  constructor(
    calls: readonly Call<unknown>[],
    private readonly silent: number,
    done: Done,
  ) {
    super({ text: 'flight' });
    this.callback = done;
    // Serialised before the first byte is sent: a value that cannot be written must not leave half a flight on the wire.
    this.calls = calls.map(({ name, text, values }) => ({ name, text, values: values.map(onWire) }));
  }

  submit(wire: Wire): null {
    wire.stream.cork();
    this.calls.forEach((call, index) => {
      // Only a name that a finished flight has confirmed is trusted; any other is closed and parsed again.
      if (wire.parsedStatements[call.name] !== call.text) {
        wire.close({ type: 'S', name: call.name });
        wire.parse(call);
        this.parsedHere.push(call);
      }
      wire.bind({ statement: call.name, values: call.values });
      if (index >= this.silent) wire.describe({ type: 'P' });
      wire.execute({});
    });
    wire.sync();
    wire.stream.uncork();
    return null;
  }

  override handleDataRow(message: object): void {
    if (this.finished >= this.silent) super.handleDataRow(message);
  }

  override handleCommandComplete(message: object, wire: Wire): void {
    this.finished += 1;
    if (this.finished > this.silent) super.handleCommandComplete(message, wire);
  }

  override handleReadyForQuery(wire: Wire): void {
    for (const { name, text } of this.parsedHere) wire.parsedStatements[name] = text;
    super.handleReadyForQuery(wire);
  }
}

/** One transaction on a shared pipelined connection; the answer is that of the last call. */
export function fly<R>(client: pg.Client, before: readonly Call<unknown>[], last: Call<R>): Promise<R> {
  return new Promise<R>((resolve, reject) => {
    const land: Done = (failure, answer) => {
      let error = failure;
      if (client.getTransactionStatus() !== 'I') {
        // A statement said BEGIN: nothing on this connection can be believed any more.
        (client as unknown as { connection: Wire }).connection.stream.destroy();
        error ??= new Error('transaction control inside a flight');
      }
      if (error || !answer || Array.isArray(answer)) return reject(error ?? new Error('a flight without an answer'));
      try {
        resolve(last.read(answer.rows));
      } catch (thrown) {
        reject(thrown as Error);
      }
    };
    client.query(new Flight([...before, last], before.length, land) as unknown as pg.Submittable);
  });
}

/** Several statements in one round trip, inside the transaction that the connection is in; the answers of all of them. */
export function flyTogether(client: pg.ClientBase, calls: readonly Call<unknown>[]): Promise<readonly Answer[]> {
  return new Promise((resolve, reject) => {
    const land: Done = (error, answer) => {
      const answers = Array.isArray(answer) ? answer : answer ? [answer] : [];
      if (error || answers.length !== calls.length) return reject(error ?? new Error('a flight without its answers'));
      resolve(answers);
    };
    client.query(new Flight(calls, 0, land) as unknown as pg.Submittable);
  });
}

function onWire(value: Param): string | Buffer | null {
  if (value === null || typeof value === 'string' || Buffer.isBuffer(value)) return value;
  if (!Array.isArray(value)) return String(value);
  return `{${value.map((item: string | number) => `"${String(item).replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}
