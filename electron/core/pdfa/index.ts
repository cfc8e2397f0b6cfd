// What other capabilities may use of the PDF/A step.
export { latestPublished, type PublishDeps, publishItemHandler, requestPublish } from './publish-item.ts';
