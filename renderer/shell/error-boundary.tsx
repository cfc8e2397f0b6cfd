// Catches a defect of one screen so that the rest of the window stays usable.
// Must not hide it: it says what happened and offers to draw the screen again.
import { Component, type ReactNode } from 'react';
import { Problem } from '../components/bits.tsx';

interface Props {
  readonly children: ReactNode;
}

export class ErrorBoundary extends Component<Props, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return <Problem error={this.state.error} onRetry={() => this.setState({ error: null })} />;
  }
}
