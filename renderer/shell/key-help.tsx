// The keys valid here, made from the key map.
// Must not name a key that is not in the map.
import { Modal } from '@mantine/core';
import { bindingOf, capOf, type KeyScope, keymap, scopeNames } from './keymap.ts';
import { type ScreenName, useNavigation } from './navigation.tsx';
import classes from './shell.module.css';

const scopesOf: Readonly<Record<ScreenName, readonly KeyScope[]>> = {
  digitise: ['digitise', 'everywhere'],
  describe: ['describe', 'everywhere'],
  search: ['search', 'everywhere'],
  transfer: ['everywhere'],
  admin: ['everywhere'],
};

export function KeyHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { place } = useNavigation();
  return (
    <Modal opened={opened} onClose={onClose} title="Các phím dùng được ở đây" size="xl">
      <div className={classes.keys}>
        {scopesOf[place.screen].map((scope) => (
          <section key={scope} aria-label={scopeNames[scope]}>
            <h3>{scopeNames[scope]}</h3>
            <dl>
              {keymap
                .filter((binding) => binding.scope === scope)
                .map((binding) => (
                  <div key={binding.id}>
                    <dt>{binding.label}</dt>
                    <dd>
                      <kbd>{capOf(bindingOf(binding.id).keys[0]!)}</kbd>
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
