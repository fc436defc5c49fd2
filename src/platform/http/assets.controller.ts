import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { httpErrors } from './http.errors.js';
import type { Asset } from './json-text.js';
import { DOCS_CSS, DOCS_JS } from './pages/docs.page.js';
import { ICON_SVG, SITE_CSS } from './pages/site.style.js';
import { pagesPolicy } from './pages.policy.js';
import { Route } from './route.js';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
};
/** Everything the pages ask for, by name. There is no folder to walk out of. */
const TEXTS: Readonly<Record<string, () => string>> = {
  'site.css': () => SITE_CSS,
  'icon.svg': () => ICON_SVG,
  'docs.css': () => DOCS_CSS,
  'docs.js': () => DOCS_JS,
  'swagger-ui.css': () => readSwaggerUi('swagger-ui.css'),
  'swagger-ui-bundle.js': () => readSwaggerUi('swagger-ui-bundle.js'),
};

@ApiExcludeController()
@Controller('assets')
export class AssetsController {
  private readonly assets = new Map<string, Asset>();

  @Get(':name')
  @Route({ id: 'pages.asset', summary: '页面资源 / Page asset', allow: pagesPolicy.assets, status: 200 })
  @Header('cache-control', 'public, max-age=3600')
  asset(@Param('name') name: string): Asset {
    return this.assets.get(name) ?? this.load(name);
  }

  private load(name: string): Asset {
    const read = Object.hasOwn(TEXTS, name) ? TEXTS[name] : undefined;
    if (!read) throw httpErrors.notFound();
    const asset = { text: read(), mediaType: MEDIA_TYPES[path.extname(name)] ?? 'text/plain' };
    this.assets.set(name, asset);
    return asset;
  }
}

/** Swagger UI is a package of its own that @nestjs/swagger brings. */
function readSwaggerUi(name: string): string {
  const folder = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  return fs.readFileSync(path.join(folder, name), 'utf8');
}
