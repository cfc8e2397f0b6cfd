// What the window finds around it: the bridge of the preload. Must not declare anything else.
/// <reference types="vite/client" />
import type { TangThuBridge } from '../shared/contract/bridge.ts';

declare global {
  interface Window {
    readonly tangthu?: TangThuBridge;
  }
}
