import { Injectable } from '@nestjs/common';
import { contentDigest } from '../audit/digest.js';
import { recordDeed } from '../audit/record-change.js';
import { newId } from '../database/ids.js';
import { type Actor, Transactions, type Tx } from '../database/transactions.js';
import { httpErrors } from '../http/http.errors.js';
import type { Download, JsonText } from '../http/json-text.js';
import { attachmentOf } from './content-disposition.js';
import { recogniseContent } from './content-type.js';
import { toSafeName } from './file-name.js';
import { filesErrors } from './files.errors.js';
import { type FileContent, fileContent, fileDetail, insertFile, type NewFile } from './files.store.js';
import type { Upload } from './upload.js';

/** An uploaded file as it will be kept: a safe name, and the type that its content has. Throws: not accepted. */
export function recogniseFile({ bytes, name: givenName }: Upload): Omit<NewFile, 'id'> {
  const name = toSafeName(givenName);
  return { name, mediaType: recogniseContent(bytes, name), digest: contentDigest(bytes), bytes };
}

/** Attachments. Ten megabytes don't belong on a shared lane, so content goes over a pooled connection. */
@Injectable()
export class Files {
  constructor(private readonly transactions: Transactions) {}

  create(actor: Actor, upload: Upload): Promise<JsonText> {
    const file = recogniseFile(upload);
    return this.transactions.run(actor, async (tx) => {
      const { id, stored } = await this.keep(tx, file);
      return { ...stored, location: `/api/v1/files/${id}` };
    });
  }

  /** Keeps a file for the acting account, in the caller's transaction. */
  async keep(tx: Tx, file: Omit<NewFile, 'id'>): Promise<{ readonly id: string; readonly stored: JsonText }> {
    const id = newId();
    const stored = await tx.one(insertFile({ id, ...file }));
    if (!stored) throw filesErrors.dailyQuota({ seconds: 3600 });
    const { name, digest } = file;
    await recordDeed(tx, { action: 'file.create', object: { type: 'file', id, version: 1 }, after: { name, digest } });
    return { id, stored };
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    const detail = await this.transactions.read(actor, fileDetail(id));
    if (!detail) throw httpErrors.notFound();
    return detail;
  }

  async content(actor: Actor, id: string): Promise<Download> {
    const content = await this.transactions.run(actor, (tx) => tx.one(fileContent(id)), { readOnly: true });
    return toDownload(content);
  }
}

export function toDownload(content: FileContent | null): Download {
  if (!content) throw httpErrors.notFound();
  return { bytes: content.bytes, mediaType: content.mediaType, disposition: attachmentOf(content.name), version: 1 };
}
