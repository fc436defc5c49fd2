import { v7 } from 'uuid';

/** A new id: UUIDv7, so that rows made together lie together. Made by services, passed to the domain. */
export const newId = (): string => v7();
