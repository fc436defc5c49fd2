import { Injectable } from '@nestjs/common';
import { contentDigest } from '../audit/digest.js';
import { recordDeed } from '../audit/record-change.js';
import { newId } from '../database/ids.js';
import { type Actor, Transactions } from '../database/transactions.js';
import { httpErrors } from '../http/http.errors.js';
import type { Download, JsonText } from '../http/json-text.js';
import { attachmentOf } from './content-disposition.js';
import { recogniseContent } from './content-type.js';
import { toSafeName } from './file-name.js';
import { filesErrors } from './files.errors.js';
import { type FileContent, fileContent, fileDetail, insertFile } from './files.store.js';
import type { Upload } from './upload.js';

/** Attachments. Ten megabytes don't belong on a shared lane, so content goes over a pooled connection. */
@Injectable()
export class Files {
  constructor(private readonly transactions: Transactions) {}

  create(actor: Actor, { bytes, name: givenName }: Upload): Promise<JsonText> {
    const name = toSafeName(givenName);
    const mediaType = recogniseContent(bytes, name);
    const digest = contentDigest(bytes);
    return this.transactions.run(actor, async (tx) => {
      const id = newId();
      const stored = await tx.one(insertFile({ id, name, mediaType, digest, bytes }));
      if (!stored) throw filesErrors.dailyQuota({ seconds: 3600 });
      await recordDeed(tx, {
        action: 'file.create',
        object: { type: 'file', id, version: 1 },
        after: { name, digest },
      });
      return { ...stored, location: `/api/v1/files/${id}` };
    });
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
