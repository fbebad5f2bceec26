// Comfort only: every page does its job without this file.
import './menus.js';
import './shortcuts.js';
import './forms.js';
import './selection.js';
import './days.js';
