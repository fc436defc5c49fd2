import { Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../database/transactions.js';
import type { Download, JsonText } from '../http/json-text.js';
import { Acting, Id } from '../http/parameters.js';
import { Route } from '../http/route.js';
import { FileResponse } from './files.dto.js';
import { filesErrors } from './files.errors.js';
import { filesPolicy } from './files.policy.js';
import { Files } from './files.service.js';
import { type Upload, UploadedFile } from './upload.js';

@ApiTags('files')
@Controller('files')
export class FilesController {
  constructor(private readonly files: Files) {}

  @Post()
  @Route({
    id: 'files.create',
    summary: '上传附件(≤ 10 MB)/ Upload a file',
    allow: filesPolicy.create,
    answer: FileResponse,
    status: 201,
    file: 'UPLOAD',
    errors: Object.values(filesErrors),
  })
  create(@Acting() actor: Actor, @UploadedFile() upload: Upload): Promise<JsonText> {
    return this.files.create(actor, upload);
  }

  @Get(':id')
  @Route({ id: 'files.get', summary: '附件信息 / Get a file', allow: filesPolicy.read, answer: FileResponse })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.files.detail(actor, id);
  }

  @Get(':id/content')
  @Route({
    id: 'files.content',
    summary: '下载附件 / Download the content',
    allow: filesPolicy.read,
    file: 'DOWNLOAD',
    status: 200,
  })
  content(@Acting() actor: Actor, @Id() id: string): Promise<Download> {
    return this.files.content(actor, id);
  }
}
