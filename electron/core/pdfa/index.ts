// What other capabilities may use of the PDF/A step.
export { type PublishDeps, publishItemHandler, requestPublish } from './publish-item.ts';
