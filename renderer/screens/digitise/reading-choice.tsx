// How pages are read: the languages on the papers and how thoroughly. One button that says what is chosen, one small pane.
// Must not start reading; intake.ts takes the choices from what is remembered.
import { Button, Checkbox, Popover, Select } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useRemembered } from '../../client/remembered.ts';
import classes from './digitise.module.css';
import {
  knownLanguages,
  knownModel,
  LANGUAGES_KEY,
  languageChoices,
  MODEL_KEY,
  modelChoices,
  readingWords,
} from './reading-choices.ts';

export function ReadingChoice() {
  const [languages, setLanguages] = useRemembered<string[]>(LANGUAGES_KEY, ['vie']);
  const [model, setModel] = useRemembered<string>(MODEL_KEY, 'best');
  const chosen = knownLanguages(languages);
  return (
    <Popover position="bottom-end" trapFocus returnFocus shadow="md" width={268}>
      <Popover.Target>
        <Button
          variant="default"
          className={classes.reading}
          rightSection={<IconChevronDown size={15} aria-hidden="true" />}
        >
          Nhận dạng: {readingWords(chosen, knownModel(model))}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Cách nhận dạng">
        <Checkbox.Group
          label="Chữ trên tài liệu"
          value={chosen}
          onChange={(value) => setLanguages(knownLanguages(value))}
        >
          <div className={classes.languages}>
            {languageChoices.map((choice) => (
              <Checkbox
                key={choice.value}
                value={choice.value}
                label={choice.label}
                // Nothing can be read in no language at all.
                disabled={chosen.length === 1 && chosen[0] === choice.value}
              />
            ))}
          </div>
        </Checkbox.Group>
        <Select
          mt="sm"
          label="Mức nhận dạng"
          data={[...modelChoices]}
          value={knownModel(model)}
          onChange={(value) => setModel(knownModel(value ?? ''))}
          // Subtle: a list outside the pane would count as a click outside and close it.
          comboboxProps={{ withinPortal: false }}
        />
        <p className="label" style={{ margin: '0.5rem 0 0' }}>
          Dùng cho những tệp nhập từ bây giờ.
        </p>
      </Popover.Dropdown>
    </Popover>
  );
}
