"""The graph over the model: where callers get, how, and at what cost."""

from ivrlint.graph._dominators import Gates
from ivrlint.graph.edges import Edge, Via
from ivrlint.graph.graph import MOST_STATIONS, FlowGraph, Graph
from ivrlint.graph.stepset import StepSet

__all__ = ["MOST_STATIONS", "Edge", "FlowGraph", "Gates", "Graph", "StepSet", "Via"]
