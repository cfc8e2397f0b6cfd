// Gives Mantine the tokens of tokens.css: colours, type, control heights.
// Must not style a single screen; anything that belongs to one screen lives beside it.
import {
  ActionIcon,
  Autocomplete,
  Button,
  Checkbox,
  createTheme,
  type MantineColorsTuple,
  Modal,
  MultiSelect,
  Select,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core';

const indigo: MantineColorsTuple = [
  '#e9eff8',
  '#d3ddee',
  '#a9bedf',
  '#7d9ccf',
  '#577fc0',
  '#3c68ab',
  '#27508f',
  '#204680',
  '#1d3f75',
  '#15315d',
];
const vermilion: MantineColorsTuple = [
  '#fbeceb',
  '#f4d3d0',
  '#e8a9a3',
  '#db7c73',
  '#cc574c',
  '#be4538',
  '#b23a2e',
  '#9c3025',
  '#85281e',
  '#6b1f17',
];
const amber: MantineColorsTuple = [
  '#fdf4e1',
  '#f8e4bb',
  '#efcb83',
  '#e3b04d',
  '#d09329',
  '#b7791f',
  '#8f5b0d',
  '#7c4e0a',
  '#674008',
  '#523206',
];
const green: MantineColorsTuple = [
  '#e8f4ee',
  '#cbe5d7',
  '#9ccdb3',
  '#6bb38d',
  '#45996d',
  '#2f7d55',
  '#256b48',
  '#1f5c3d',
  '#194b32',
  '#123a26',
];

const input = { size: 'sm' as const };

export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: 6,
  colors: { indigo, vermilion, amber, green },
  black: '#1f2933',
  defaultRadius: 5,
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: "'Be Vietnam Pro', system-ui, sans-serif",
  fontSizes: { xs: '0.75rem', sm: '0.84375rem', md: '0.90625rem', lg: '1.0625rem', xl: '1.25rem' },
  headings: { fontFamily: "'Be Vietnam Pro', system-ui, sans-serif", fontWeight: '600' },
  components: {
    Button: Button.extend({
      defaultProps: { size: 'sm' },
      styles: (_, props) => ({
        root: {
          fontWeight: 500,
          flex: 'none',
          ...(props.size === 'sm' ? { height: '2rem', paddingInline: '0.75rem' } : {}),
        },
      }),
    }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', size: 30, color: 'gray.8' } }),
    TextInput: TextInput.extend({ defaultProps: input }),
    Textarea: Textarea.extend({ defaultProps: input }),
    Autocomplete: Autocomplete.extend({ defaultProps: input }),
    Select: Select.extend({ defaultProps: { ...input, checkIconPosition: 'right', allowDeselect: false } }),
    MultiSelect: MultiSelect.extend({ defaultProps: input }),
    Checkbox: Checkbox.extend({ defaultProps: { size: 'xs' } }),
    Tooltip: Tooltip.extend({
      defaultProps: {
        openDelay: 500,
        withArrow: false,
        color: 'dark.6',
        fz: 12,
        events: { hover: true, focus: false, touch: false },
      },
    }),
    Modal: Modal.extend({
      defaultProps: {
        closeButtonProps: { 'aria-label': 'Đóng' },
        overlayProps: { color: '#141b24', backgroundOpacity: 0.45 },
        transitionProps: { duration: 80 },
      },
    }),
  },
});
