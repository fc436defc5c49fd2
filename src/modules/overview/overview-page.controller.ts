import { Controller, Get, Header, Headers, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { Asset } from '../../platform/http/json-text.js';
import { Acting } from '../../platform/http/parameters.js';
import { type Language, languageOf } from '../../platform/http/problem.js';
import { Route } from '../../platform/http/route.js';
import type { OverviewResponse } from './overview.dto.js';
import { renderOverviewFigures, renderOverviewShell } from './overview.page.js';
import { overviewPolicy } from './overview.policy.js';
import { OverviewReader } from './overview.reader.js';
import { PAGE_CSS, PAGE_JS } from './overview.script.js';

const HTML = 'text/html; charset=utf-8';

/** For people who would rather look: the shell for anybody, the figures for whoever has a token. */
@ApiExcludeController()
@Controller('overview')
export class OverviewPageController {
  constructor(private readonly reader: OverviewReader) {}

  @Get()
  @Route({ id: 'overviewPage.shell', summary: '总览页 / Overview page', allow: overviewPolicy.page, status: 200 })
  @Header('content-type', HTML)
  shell(@Query('lang') lang?: string, @Headers('accept-language') accepted?: string): string {
    return renderOverviewShell(languageFor(lang, accepted));
  }

  @Get('figures')
  @Route({ id: 'overviewPage.figures', summary: '总览页内容 / Its figures', allow: overviewPolicy.read, status: 200 })
  @Header('content-type', HTML)
  @Header('cache-control', 'no-store')
  async figures(
    @Acting() actor: Actor,
    @Query() query: Readonly<Record<string, string | undefined>>,
    @Headers('accept-language') accepted?: string,
  ): Promise<string> {
    const { json } = await this.reader.read(actor, query);
    const { drawBars } = await import('./overview.chart.js');
    return renderOverviewFigures(JSON.parse(json) as OverviewResponse, languageFor(query['lang'], accepted), drawBars);
  }

  @Get('page.js')
  @Route({ id: 'overviewPage.script', summary: '总览页脚本 / Its script', allow: overviewPolicy.page, status: 200 })
  @Header('cache-control', 'public, max-age=3600')
  script(): Asset {
    return { text: PAGE_JS, mediaType: 'text/javascript; charset=utf-8' };
  }

  @Get('page.css')
  @Route({ id: 'overviewPage.style', summary: '总览页样式 / Its style', allow: overviewPolicy.page, status: 200 })
  @Header('cache-control', 'public, max-age=3600')
  style(): Asset {
    return { text: PAGE_CSS, mediaType: 'text/css; charset=utf-8' };
  }
}

const languageFor = (asked: string | undefined, accepted: string | undefined): Language =>
  asked === 'en' || asked === 'zh' ? asked : languageOf(accepted);
