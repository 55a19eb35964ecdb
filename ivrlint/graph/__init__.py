"""The graph over the model: where callers get, how, and at what cost."""

from ivrlint.graph.edges import Edge, Via
from ivrlint.graph.graph import FlowGraph, Graph, StepSet

__all__ = ["Edge", "FlowGraph", "Graph", "StepSet", "Via"]
