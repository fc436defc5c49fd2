import fs from 'node:fs';
import path from 'node:path';
import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { pagesPolicy } from './pages.policy.js';
import { Route } from './route.js';

const HTML = 'text/html; charset=utf-8';

/** What a newcomer opens first: the landing page, the error catalogue, the API document. */
@ApiExcludeController()
@Controller()
export class PagesController {
  private document: string | null = null;

  @Get('api/openapi.json')
  @Route({ id: 'pages.document', summary: 'OpenAPI', allow: pagesPolicy.document, status: 200 })
  @Header('content-type', 'application/json; charset=utf-8')
  openapi(): string {
    this.document ??= fs.readFileSync(path.resolve('openapi.json'), 'utf8');
    return this.document;
  }

  @Get()
  @Route({ id: 'pages.landing', summary: 'Landing page', allow: pagesPolicy.landing, status: 200 })
  @Header('content-type', HTML)
  landing(): string {
    return '<!doctype html><title>预算绩效管理</title>';
  }
}
