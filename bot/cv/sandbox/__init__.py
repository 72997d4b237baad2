"""How a stranger's file is read without trusting it: in a process of its own, behind walls, its answer checked.

The bot (`reader`) asks a small server without environment, secrets, threads or database (`server`) to fork a process
(`child`), which reads a document, or some of one import, behind the walls of the kernel (`walls`) and answers
(`answers`).
"""
