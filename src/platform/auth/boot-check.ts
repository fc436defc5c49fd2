import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { POLICY } from '../http/route.js';
import type { PolicyRow } from './policy.js';

const HTTP_METHOD = 'method';

/** The process refuses to start if a route has no row in the policy table. */
@Injectable()
export class RoutePolicyCheck implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onApplicationBootstrap(): void {
    const open = this.routes().filter(({ policy }) => !policy);
    if (open.length > 0) throw new Error(`routes without a policy: ${open.map(({ name }) => name).join(', ')}`);
  }

  private routes(): { name: string; policy: PolicyRow | undefined }[] {
    return this.discovery.getControllers().flatMap(({ instance, name }) => {
      const prototype = Object.getPrototypeOf(instance ?? {}) as Record<string, () => unknown>;
      return this.scanner
        .getAllMethodNames(prototype)
        .map((method) => ({ name: `${name}.${method}`, handler: prototype[method] as () => unknown }))
        .filter(({ handler }) => Reflect.hasMetadata(HTTP_METHOD, handler))
        .map(({ name: route, handler }) => ({ name: route, policy: this.reflector.get<PolicyRow>(POLICY, handler) }));
    });
  }
}
